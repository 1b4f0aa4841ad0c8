//! A screen, a keyboard with the Hindi InScript layout beside the English one, and the real window on it. Only keys, no mouse.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Programs that the test calls.
const TOOLS: [&str; 6] = ["Xvfb", "setxkbmap", "xdotool", "import", "zbarimg", "pdftoppm"];
/// Between two looks at whether something has happened.
const LOOK: Duration = Duration::from_millis(40);
/// Longest wait for one thing on a loaded machine.
const WAIT_MAX: Duration = Duration::from_mins(1);
/// Between two keys of quick fingers, in milliseconds.
const FINGERS_MS: &str = "18";
/// Between two keys of a barcode reader, in milliseconds.
const READER_MS: &str = "2";
const SCREEN: (u32, u32) = (1366, 768);

/// Stops with a sentence that says what to do when a program is missing.
pub fn need_tools() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = |tool: &str| std::env::split_paths(&path).any(|folder| folder.join(tool).is_file());
    let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !there(tool)).collect();
    assert!(
        missing.is_empty(),
        "this test needs {}; `tests/run` installs what is missing and runs all tests",
        missing.join(", ")
    );
}

/// Looks again and again until `found` gives something.
pub fn wait_for<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(value) = found() {
            return value;
        }
        assert!(started.elapsed() < WAIT_MAX, "waited {} s for {what}", WAIT_MAX.as_secs());
        std::thread::sleep(LOOK);
    }
}

/// The display and the program on it; both end with it.
pub struct Desktop {
    display: String,
    screen: Child,
    window: Child,
    /// Where the last picture goes when the test fails.
    log: PathBuf,
}

impl Desktop {
    /// Starts a display of its own and the window over `data`.
    pub fn open(data: &Path, log: &Path) -> Self {
        let (width, height) = SCREEN;
        // -noreset: else the server forgets the layouts when `setxkbmap`, its first client, has ended.
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", &format!("{width}x{height}x24")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        // Before the window opens, so that it sees both layouts from the start.
        tool(&display, "setxkbmap", &["-layout", "us,in"]);
        let window = Command::new(env!("CARGO_BIN_EXE_nirantar"))
            .arg("--data")
            .arg(data)
            .arg("window")
            .env("DISPLAY", &display)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .spawn()
            .unwrap();
        let desktop = Self { display, screen, window, log: log.to_owned() };
        desktop.take_whole_screen();
        desktop
    }

    /// There is no window manager: size and focus are given by hand.
    fn take_whole_screen(&self) {
        let id = wait_for("the window", || {
            let found = tool(&self.display, "xdotool", &["search", "--onlyvisible", "--name", "^Nirantar"]);
            found.lines().last().map(str::to_owned)
        });
        let (width, height) = (SCREEN.0.to_string(), SCREEN.1.to_string());
        self.xdotool(&["windowmove", &id, "0", "0", "windowsize", &id, &width, &height, "windowfocus", &id]);
    }

    fn xdotool(&self, args: &[&str]) -> String {
        tool(&self.display, "xdotool", args)
    }

    /// Presses keys one after the other, as X11 calls them: `Return`, `ctrl+Return`, `F12`.
    pub fn press(&self, keys: &[&str]) {
        self.xdotool(&[&["key", "--delay", FINGERS_MS], keys].concat());
    }

    /// Types a text with quick fingers, Devanagari on the Hindi layout.
    pub fn write(&self, text: &str) {
        if !text.is_empty() {
            self.xdotool(&["type", "--delay", FINGERS_MS, "--", text]);
        }
    }

    /// A barcode reader: fast, with Enter at the end.
    pub fn scan(&self, text: &str) {
        self.xdotool(&["type", "--delay", READER_MS, "--args", "1", text, "key", "--delay", READER_MS, "Return"]);
    }

    /// The picture of a part of the screen, `WIDTHxHEIGHT+X+Y`.
    pub fn look(&self, part: &str) -> Vec<u8> {
        let out = Command::new("import")
            .args(["-display", &self.display, "-window", "root", "-crop", part, "-depth", "8", "rgb:-"])
            .output()
            .unwrap();
        out.stdout
    }

    /// True while the program runs.
    pub fn runs(&mut self) -> bool {
        self.window.try_wait().unwrap().is_none()
    }

    /// Ends the program as a session's end does.
    pub fn end(&mut self) {
        let pid = self.window.id().to_string();
        tool(&self.display, "kill", &["-TERM", &pid]);
        self.window.wait().unwrap();
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let picture = self.log.join("by-hand-failed.png");
            Command::new("import").args(["-display", &self.display, "-window", "root"]).arg(&picture).status().ok();
            println!("the window as it was: {}", picture.display());
        }
        for child in [&mut self.window, &mut self.screen] {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// Runs a program on a display; gives what it wrote.
fn tool(display: &str, program: &str, args: &[&str]) -> String {
    let out = Command::new(program).args(args).env("DISPLAY", display).output().unwrap_or_else(|e| panic!("{program}: {e}"));
    String::from_utf8(out.stdout).unwrap()
}
