// The curve of a function, with the jumps that it has.
#pragma once

#include <cmath>
#include <vector>

struct Point {
    double x, y;
};

struct Range {
    double low, high;
};

/// A function as a picture shows it: lines, and where it jumps the value there and the limit from the other side.
struct Curve {
    std::vector<std::vector<Point>> lines;
    std::vector<Point> values, limits;
};

/// f at the ends of the range and a step apart between them. A jump is at a float.
template <class Function>
Curve trace(Function f, Range sampled, double step) {
    constexpr double visible_jump = 0.1;
    Point last{sampled.low, f(sampled.low)};
    Curve curve{{{last}}, {}, {}};
    while (last.x < sampled.high) {
        Point next{last.x + step, f(last.x + step)}, left = last, right = next;
        while (std::abs(right.y - left.y) > visible_jump) {
            const double middle = left.x + (right.x - left.x) / 2;
            if (middle == left.x || middle == right.x) break;
            const Point between{middle, f(middle)};
            (std::abs(between.y - left.y) > std::abs(right.y - between.y) ? right : left) = between;
        }
        if (std::abs(right.y - left.y) > visible_jump) {  // though no number is between them
            const bool jumps_at_right = double(float(right.x)) == right.x;
            curve.values.push_back(jumps_at_right ? right : left);
            curve.limits.push_back(jumps_at_right ? left : right);
            curve.lines.back().push_back(left);
            curve.lines.push_back({right});
        }
        curve.lines.back().push_back(next);
        last = next;
    }
    return curve;
}
