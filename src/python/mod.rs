//! What Python sees: takes arguments, calls, maps errors.
