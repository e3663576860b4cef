//! The program: everything it does stands in [`factio::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    factio::cli::main()
}
