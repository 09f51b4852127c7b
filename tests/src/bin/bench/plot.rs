//! Plots of latency, drawn as SVG. Both axes are logarithmic.

use std::fmt::Write as _;
use std::path::Path;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 64.0;
const BOTTOM: f64 = 48.0;
const TOP: f64 = 40.0;
const RIGHT: f64 = 200.0;
/// Told apart without colour by their dashes.
const STYLES: [(&str, &str); 6] = [
    ("#a51d1d", "none"),
    ("#a51d1d", "6 4"),
    ("#1d4f91", "none"),
    ("#1d4f91", "6 4"),
    ("#3d6b21", "none"),
    ("#3d6b21", "2 3"),
];

/// A line: its name, and points of what was varied and milliseconds.
pub type Line = (String, Vec<(f64, f64)>);

/// Draws lines into a file.
pub fn draw(path: &Path, title: &str, across: &str, lines: &[Line]) {
    let points = || lines.iter().flat_map(|(_, points)| points);
    let bounds = |of: fn(&(f64, f64)) -> f64| {
        let logs = points().map(|point| of(point).log10());
        let (least, most) = logs.fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        (least.floor(), most.ceil().max(least.floor() + 1.0))
    };
    let ((x0, x1), (y0, y1)) = (bounds(|point| point.0), bounds(|point| point.1));
    let x = |value: f64| LEFT + (value.log10() - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
    let y = |value: f64| HEIGHT - BOTTOM - (value.log10() - y0) / (y1 - y0) * (HEIGHT - BOTTOM - TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"{title}\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{LEFT}\" y=\"22\" font-size=\"14\" font-weight=\"bold\">{title}</text>\n"
    );
    let (right, low) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    // Writing to a String cannot fail.
    for power in y0 as i32..=y1 as i32 {
        let (value, at) = (10_f64.powi(power), y(10_f64.powi(power)));
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {at:.1}H{right}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{value} ms</text>",
            LEFT - 6.0,
            at + 4.0
        );
    }
    for power in x0 as i32..=x1 as i32 {
        let (value, at) = (10_f64.powi(power), x(10_f64.powi(power)));
        let _ = writeln!(
            svg,
            "<path d=\"M{at:.1} {TOP}V{low}\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{value}</text>",
            low + 16.0
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{across}</text>",
        (LEFT + right) / 2.0,
        HEIGHT - 10.0
    );
    for (at, (name, points)) in lines.iter().enumerate() {
        let (colour, dashes) = STYLES[at % STYLES.len()];
        let path: Vec<String> =
            points.iter().map(|(px, py)| format!("{:.1} {:.1}", x(*px), y(*py))).collect();
        let key = TOP + 18.0 * at as f64 + 8.0;
        let _ = writeln!(
            svg,
            "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>",
            path.join("L")
        );
        let _ = writeln!(
            svg,
            "<path d=\"M{} {key}h24\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/><text x=\"{}\" y=\"{}\">{name}</text>",
            right + 12.0,
            right + 42.0,
            key + 4.0
        );
    }
    svg.push_str("</svg>\n");
    std::fs::write(path, svg).expect("a plot on disk");
}
