//! Small signs, painted: a font may lack them, and nothing may be said by colour alone.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// A tick.
    Ok,
    /// A triangle with a stroke.
    Warning,
    /// A cross in a ring.
    Error,
    /// An *i* in a ring.
    Info,
    Down,
    Up,
    /// A filled dot.
    Dot,
    /// A waiting ring.
    Wait,
}

/// Paints a sign into a square.
pub fn paint_icon(painter: &Painter, rect: Rect, icon: Icon, colour: Color32) {
    let side = rect.width().min(rect.height());
    let rect = Rect::from_center_size(rect.center(), vec2(side, side));
    let stroke = Stroke::new((side / 9.0).max(1.4), colour);
    let at = |x: f32, y: f32| pos2(rect.left() + x * side, rect.top() + y * side);
    match icon {
        Icon::Ok => line(painter, &[at(0.15, 0.55), at(0.4, 0.8), at(0.85, 0.22)], stroke),
        Icon::Down => line(painter, &[at(0.2, 0.38), at(0.5, 0.68), at(0.8, 0.38)], stroke),
        Icon::Up => line(painter, &[at(0.2, 0.64), at(0.5, 0.34), at(0.8, 0.64)], stroke),
        Icon::Dot => {
            painter.circle_filled(rect.center(), side * 0.36, colour);
        }
        Icon::Warning => {
            line(painter, &[at(0.5, 0.08), at(0.96, 0.9), at(0.04, 0.9), at(0.5, 0.08)], stroke);
            line(painter, &[at(0.5, 0.36), at(0.5, 0.6)], stroke);
            painter.circle_filled(at(0.5, 0.76), stroke.width * 0.6, colour);
        }
        Icon::Error => {
            painter.circle_stroke(rect.center(), side * 0.45, stroke);
            line(painter, &[at(0.34, 0.34), at(0.66, 0.66)], stroke);
            line(painter, &[at(0.66, 0.34), at(0.34, 0.66)], stroke);
        }
        Icon::Info => {
            painter.circle_stroke(rect.center(), side * 0.45, stroke);
            line(painter, &[at(0.5, 0.45), at(0.5, 0.74)], stroke);
            painter.circle_filled(at(0.5, 0.28), stroke.width * 0.65, colour);
        }
        Icon::Wait => {
            painter.circle_stroke(rect.center(), side * 0.42, stroke);
            line(painter, &[at(0.5, 0.25), at(0.5, 0.5), at(0.68, 0.62)], stroke);
        }
    }
}

fn line(painter: &Painter, points: &[Pos2], stroke: Stroke) {
    painter.add(Shape::line(points.to_vec(), stroke));
}
