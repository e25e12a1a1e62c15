//! Trains the models.

mod blocks;
mod forest;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((command, rest)) if command == "html" => blocks::main(rest),
        _ => eprintln!("training html …"),
    }
}
