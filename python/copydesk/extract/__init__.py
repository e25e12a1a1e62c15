"""`copydesk extract`: files of articles into files of tables.

`inputs` finds the files and reads each kind into rows, `run` reads the rows some at a time, `outputs` writes the parts
and joins them, and `journal` knows what is done.
"""

from copydesk.extract.rows import Asked
from copydesk.extract.run import Summary, run

__all__ = ["Asked", "Summary", "run"]
