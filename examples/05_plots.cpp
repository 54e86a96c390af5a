// Draws the four activations with their derivatives, and the decision regions that the networks of 02_backprop learned
// with them, as SVG files in the folder given, else in the current one.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

#include "perceptron.hpp"

namespace {

struct Point {
    double x, y;
};

/// At most two decimals: finer than any screen, and coarse enough for every compiler to print the same.
std::string number(double value) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.2f", value);
    std::string text = digits.data();
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

/// The number as a reader expects it, with a true minus sign.
std::string label(double value) {
    return value < 0 ? "\u2212" + number(-value) : number(value);
}

std::string attribute(std::string_view name, std::string_view value) {
    return std::string(" ").append(name).append("=\"").append(value).append("\"");
}

/// The data of an SVG path.
class Path {
public:
    Path& move_to(Point to) { return add('M', to); }
    Path& line_to(Point to) { return add('L', to); }
    Path& close() {
        data_ += 'Z';
        return *this;
    }
    const std::string& data() const { return data_; }

private:
    Path& add(char command, Point to) {
        data_ += command + number(to.x) + ' ' + number(to.y);
        return *this;
    }

    std::string data_;
};

// A picture brings its own background, so that it can be read on a light and on a dark page even where the reader's
// colour scheme is not known. Curves and dots take `color` from the group around them. The series' colours are Okabe
// and Ito's, which stay apart for the colour-blind, and have a contrast of at least 3 to either background.
constexpr std::string_view style_sheet = R"(
text{font-family:sans-serif;font-size:14px;fill:#1f2328}
.tick,.note{fill:#59636e}
.tick{font-size:13px}
.name{font-size:18px;font-weight:bold}
.middle{text-anchor:middle}
.end{text-anchor:end}
.page{fill:#ffffff;rx:8px}
.grid{stroke:#e4e8ec}
.axis{stroke:#8c959f}
.frame{fill:none;stroke:#8c959f}
.curve{fill:none;stroke:currentColor;stroke-width:3;stroke-linejoin:round}
.other{fill:none;stroke:#a6afb8;stroke-width:1.5;stroke-linejoin:round}
.dot{fill:currentColor;stroke:currentColor;stroke-width:2}
.hole{fill:#ffffff;stroke:currentColor;stroke-width:2}
.class0{fill:#a3cde6}
.class1{fill:#dbebf5}
.class2{fill:#fce7d8}
.class3{fill:#f5bf98}
.sample0{stroke:#003f66;stroke-linecap:round;stroke-width:3.4}
.sample1{stroke:#7d3400;stroke-linecap:square;stroke-width:2.8}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.tick,.note{fill:#9da7b1}
.page,.hole{fill:#0d1117}
.grid{stroke:#21262d}
.axis,.frame{stroke:#6e7681}
.other{stroke:#5b6570}
.class0{fill:#094467}
.class1{fill:#0d2f47}
.class2{fill:#452810}
.class3{fill:#713509}
.sample0{stroke:#8fd0f5}
.sample1{stroke:#ffb27a}
}
)";

/// An SVG picture, written one element after the other.
class Picture {
public:
    Picture(double width, double height, std::string_view title, std::string_view description) {
        svg_ = "<svg" + attribute("xmlns", "http://www.w3.org/2000/svg") +
               attribute("viewBox", "0 0 " + number(width) + ' ' + number(height)) + attribute("role", "img") +
               attribute("aria-labelledby", "title description") + ">\n<title id=\"title\">" + std::string(title) +
               "</title>\n<desc id=\"description\">" + std::string(description) + "</desc>\n<style>" +
               std::string(style_sheet) + "</style>\n";
        rectangle("page", {0, 0}, {width, height});
    }

    void begin_group(std::string_view attributes) { svg_.append("<g").append(attributes).append(">\n"); }
    void end_group() { svg_ += "</g>\n"; }

    void line(std::string_view style, Point from, Point to) {
        element("line", style,
                attribute("x1", number(from.x)) + attribute("y1", number(from.y)) + attribute("x2", number(to.x)) +
                    attribute("y2", number(to.y)));
    }
    void rectangle(std::string_view style, Point corner, Point opposite) {
        element("rect", style,
                attribute("x", number(corner.x)) + attribute("y", number(corner.y)) +
                    attribute("width", number(opposite.x - corner.x)) +
                    attribute("height", number(opposite.y - corner.y)));
    }
    void circle(std::string_view style, Point center, double radius) {
        element("circle", style,
                attribute("cx", number(center.x)) + attribute("cy", number(center.y)) + attribute("r", number(radius)));
    }
    void path(std::string_view style, const Path& path) { element("path", style, attribute("d", path.data())); }

    /// The group with that id once more, moved to the right.
    void again(std::string_view id, double right) {
        svg_ += "<use" + attribute("href", std::string("#").append(id)) + attribute("x", number(right)) + "/>\n";
    }

    /// `at` is on the text's baseline; a style of `middle` or `end` says which part of it.
    void text(std::string_view style, Point at, std::string_view content) {
        svg_ += "<text" + attribute("class", style) + attribute("x", number(at.x)) + attribute("y", number(at.y)) +
                ">" + std::string(content) + "</text>\n";
    }
    /// Text that reads upwards, its middle at `at`.
    void upright_text(std::string_view style, Point at, std::string_view content) {
        begin_group(attribute("transform", "rotate(-90 " + number(at.x) + ' ' + number(at.y) + ")"));
        text(style, at, content);
        end_group();
    }

    std::string finished() && { return std::move(svg_) + "</svg>\n"; }

private:
    void element(std::string_view name, std::string_view style, std::string_view attributes) {
        svg_ += std::string("<").append(name) + attribute("class", style) + std::string(attributes) + "/>\n";
    }

    std::string svg_;
};

struct Range {
    double low, high;
};

// Both pictures have a column of panels for each activation.
constexpr double picture_width = 1000, first_column = 66, column_width = 216, column_distance = 236;

/// A rectangle of the page and the coordinates in it.
struct Panel {
    double top;
    Range x, y;
    double y_unit;  // on the page
    double left = first_column;

    Panel in_column(std::size_t index) const {
        return {top, x, y, y_unit, first_column + column_distance * double(index)};
    }
    double right() const { return left + column_width; }
    double bottom() const { return top + (y.high - y.low) * y_unit; }
    double middle() const { return (left + right()) / 2; }
    Point place(double at_x, double at_y) const {
        return {left + (at_x - x.low) * column_width / (x.high - x.low), top + (y.high - at_y) * y_unit};
    }
};

void draw_title(Picture& picture, const Panel& panel, std::string_view name, std::string_view below) {
    picture.text("name middle", {panel.middle(), panel.top - 30}, name);
    picture.text("note middle", {panel.middle(), panel.top - 10}, below);
}

void label_x_axis(Picture& picture, const Panel& panel, const std::vector<double>& ticks, std::string_view name) {
    for (const double tick : ticks)
        picture.text("tick middle", {panel.place(tick, 0).x, panel.bottom() + 18}, label(tick));
    picture.text("middle", {panel.middle(), panel.bottom() + 37}, name);
}

void label_y_axis(Picture& picture, const Panel& panel, const std::vector<double>& ticks, std::string_view name) {
    for (const double tick : ticks)
        picture.text("tick end", {panel.left - 7, panel.place(0, tick).y + 4.5}, label(tick));
    picture.upright_text("middle", {panel.left - 44, (panel.top + panel.bottom()) / 2}, name);
}

/// An activation at sample points. They hold 0 and the smallest number above it, so that a jump at 0 shows.
struct Samples {
    std::string name, parameter, color;
    std::vector<double> x, value, derivative;
};

constexpr Range sampled{-3, 3};

template <class Activation>
Samples sample(const Activation& f, std::string parameter, std::string color) {
    Samples samples{Activation::name, std::move(parameter), std::move(color), {}, {}, {}};
    for (int tenth = int(10 * sampled.low); tenth <= int(10 * sampled.high); ++tenth) {
        samples.x.push_back(tenth / 10.0);
        if (tenth == 0) samples.x.push_back(std::numeric_limits<double>::min());
    }
    samples.value.resize(samples.x.size());
    samples.derivative.resize(samples.x.size());
    f.value_and_derivative(samples.x, samples.value, samples.derivative);
    return samples;
}

/// The place in `y` from which it goes on after its jump at x = 0; y.size() where there is none.
std::size_t after_jump(const std::vector<double>& x, const std::vector<double>& y) {
    const auto zero = std::size_t(std::find(x.begin(), x.end(), 0.0) - x.begin());
    return std::abs(y[zero + 1] - y[zero]) > 1e-6 ? zero + 1 : y.size();
}

void draw_curve(Picture& picture, const Panel& panel, std::string_view style, const std::vector<double>& x,
                const std::vector<double>& y) {
    const std::size_t jump = after_jump(x, y);
    Path path;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Point point = panel.place(x[i], y[i]);
        if (i == 0 || i == jump) {
            path.move_to(point);
        } else {
            path.line_to(point);
        }
    }
    picture.path(style, path);
}

/// A full dot where the curve's value is at its jump, and a hole where it is not.
void draw_jump(Picture& picture, const Panel& panel, const std::vector<double>& x, const std::vector<double>& y) {
    const std::size_t jump = after_jump(x, y);
    if (jump == y.size()) return;
    picture.circle("dot", panel.place(x[jump - 1], y[jump - 1]), 4);
    picture.circle("hole", panel.place(x[jump], y[jump]), 4);
}

void draw_grid(Picture& picture, const Panel& panel, const std::vector<double>& x_ticks,
               const std::vector<double>& y_ticks) {
    for (const double tick : x_ticks)
        picture.line(tick == 0 ? "axis" : "grid", panel.place(tick, panel.y.low), panel.place(tick, panel.y.high));
    for (const double tick : y_ticks)
        picture.line(tick == 0 ? "axis" : "grid", panel.place(panel.x.low, tick), panel.place(panel.x.high, tick));
}

/// One row of panels, a panel for each activation: its curve in front of the others'.
void draw_row(Picture& picture, const Panel& first, const std::vector<Samples>& all,
              std::vector<double> Samples::*curve, const std::vector<double>& x_ticks,
              const std::vector<double>& y_ticks) {
    for (std::size_t k = 0; k < all.size(); ++k) {
        const Panel panel = first.in_column(k);
        picture.begin_group(attribute("class", "panel") + attribute("color", all[k].color));
        draw_grid(picture, panel, x_ticks, y_ticks);
        for (const Samples& other : all)
            if (&other != &all[k]) draw_curve(picture, panel, "other", other.x, other.*curve);
        draw_curve(picture, panel, "curve", all[k].x, all[k].*curve);
        draw_jump(picture, panel, all[k].x, all[k].*curve);
        picture.end_group();
    }
}

void explain_curves(Picture& picture, double y) {
    picture.begin_group(attribute("color", "#808890"));
    picture.circle("dot", {92, y - 5}, 4);
    picture.text("note", {104, y}, "f\u2032(0), the limit from the left");
    picture.circle("hole", {346, y - 5}, 4);
    picture.text("note", {358, y}, "the limit from the right, not the value at 0");
    picture.line("other", {692, y - 5}, {722, y - 5});
    picture.text("note", {730, y}, "the other three activations");
    picture.end_group();
}

std::string activations() {
    const std::vector<Samples> all{
        sample(ramp::ReLU<double>(), "max(0, x)", "#0072b2"),
        sample(ramp::LeakyReLU<double>(0.2), "slope 0.2", "#d55e00"),
        sample(ramp::PReLU<double>(-0.25), "slope is learned; here " + label(-0.25), "#009e73"),
        sample(ramp::ELU<double>(1), "\u03b1 = 1", "#cc79a7"),
    };
    const std::vector<double> x_ticks{-3, -2, -1, 0, 1, 2, 3}, value_ticks{-1, 0, 1, 2, 3}, derivative_ticks{0, 0.5, 1};
    const Panel value{64, sampled, {-1.5, 3}, column_width / (sampled.high - sampled.low)};
    const Panel derivative{value.bottom() + 26, sampled, {-0.5, 1.25}, 80};

    Picture picture(
        picture_width, derivative.bottom() + 84, "Four activation functions and their derivatives",
        "ReLU, LeakyReLU with slope 0.2, PReLU with slope \u22120.25 and ELU with alpha 1, for x from \u22123 "
        "to 3. All are x right of zero. Left of it ReLU is 0, LeakyReLU and PReLU are slope times x, and "
        "ELU falls smoothly towards \u2212alpha. The derivatives of ReLU, LeakyReLU and PReLU jump to 1 at "
        "zero; ELU's does not.");
    for (std::size_t k = 0; k < all.size(); ++k) {
        draw_title(picture, value.in_column(k), all[k].name, all[k].parameter);
        label_x_axis(picture, derivative.in_column(k), {-2, 0, 2}, "x");
    }
    label_y_axis(picture, value, value_ticks, "value f(x)");
    label_y_axis(picture, derivative, derivative_ticks, "derivative f\u2032(x)");
    draw_row(picture, value, all, &Samples::value, x_ticks, value_ticks);
    draw_row(picture, derivative, all, &Samples::derivative, x_ticks, derivative_ticks);
    explain_curves(picture, derivative.bottom() + 68);
    return std::move(picture).finished();
}

constexpr Range plane{-1.2, 1.2};

/// A number at each node of a square grid over the plane.
class Field {
public:
    static constexpr std::size_t side = 109;  // nodes, two units of the page apart

    static double coordinate(std::size_t index) {
        return plane.low + (plane.high - plane.low) * double(index) / double(side - 1);
    }

    explicit Field(std::vector<float> values) : values_(std::move(values)) {}

    double operator()(std::size_t column, std::size_t row) const { return double(values_[row * side + column]); }

private:
    std::vector<float> values_;
};

/// The outlines of where a field is above a level, by marching squares: between two neighbouring nodes on different
/// sides of the level the outline crosses where the line between them does.
class Outlines {
public:
    Outlines(const Field& field, double level) : field_(field), level_(level), next_(2 * side * side, none) {
        for (std::size_t row = 0; row + 1 < side; ++row)
            for (std::size_t column = 0; column + 1 < side; ++column) cross_cell(column, row);
    }

    Path path(const Panel& panel) && {
        Path path;
        for (std::size_t edge = 0; edge < next_.size(); ++edge) {
            if (next_[edge] == none) continue;
            path.move_to(crossing(edge, panel));
            for (std::size_t at = std::exchange(next_[edge], none); at != edge; at = std::exchange(next_[at], none))
                path.line_to(crossing(at, panel));
            path.close();
        }
        return path;
    }

private:
    // A rim of nodes below the level lies on the plane's edge, so that every outline is closed.
    static constexpr std::size_t side = Field::side + 2, none = std::size_t(-1);

    struct Node {
        std::size_t column, row;
    };

    double height(Node node) const {
        const bool rim = node.column % (side - 1) == 0 || node.row % (side - 1) == 0;
        return rim ? -1 : field_(node.column - 1, node.row - 1) - level_;
    }

    static double coordinate(std::size_t index) {
        return Field::coordinate(std::clamp(index, std::size_t(1), Field::side) - 1);
    }

    /// The edge from a node to the right (0) or up (1).
    static std::size_t edge(Node from, std::size_t direction) {
        return 2 * (from.row * side + from.column) + direction;
    }

    Point crossing(std::size_t edge, const Panel& panel) const {
        const Node from{edge / 2 % side, edge / 2 / side};
        const Node to{from.column + (edge % 2 == 0), from.row + (edge % 2 == 1)};
        const double share = height(from) / (height(from) - height(to));
        return panel.place(std::lerp(coordinate(from.column), coordinate(to.column), share),
                           std::lerp(coordinate(from.row), coordinate(to.row), share));
    }

    /// Round the cell, an outline goes from each edge where the field rises above the level to the next where it falls
    /// below. In the neighbouring cell, walked round the same way, that edge rises: so the pieces join.
    void cross_cell(std::size_t column, std::size_t row) {
        const std::array<Node, 4> corners{{{column, row}, {column + 1, row}, {column + 1, row + 1}, {column, row + 1}}};
        const std::array<std::size_t, 4> edges{edge(corners[0], 0), edge(corners[1], 1), edge(corners[3], 0),
                                               edge(corners[0], 1)};
        const auto above = [&](std::size_t corner) { return height(corners[corner % 4]) > 0; };
        for (std::size_t rise = 0; rise < 4; ++rise) {
            if (above(rise) || !above(rise + 1)) continue;
            std::size_t fall = rise + 1;
            while (above(fall + 1)) ++fall;
            next_[edges[rise]] = edges[fall % 4];
        }
    }

    const Field& field_;
    double level_;
    std::vector<std::size_t> next_;  // the edge that the outline crosses after this one
};

/// What a network made of the plane.
struct Learned {
    std::string name;
    float accuracy;
    Field logits;
};

/// As 02_backprop does, so that these are its networks.
template <class Activation>
Learned learn(const perceptron::Spirals<float>& training, const perceptron::Spirals<float>& unseen,
              perceptron::Random random) {
    using Network = perceptron::Network<Activation>;
    const Network network = perceptron::learn_spirals<Activation>(training, random, [](int, int, const Network&) {});
    std::vector<float> nodes;
    for (std::size_t row = 0; row < Field::side; ++row)
        for (std::size_t column = 0; column < Field::side; ++column)
            nodes.insert(nodes.end(), {float(Field::coordinate(column)), float(Field::coordinate(row))});
    return {Activation::name, Network::accuracy(network.logits(unseen.points), unseen.labels),
            Field(network.logits(nodes))};
}

/// The spirals' points as lines of no length: their ends are round for one spiral and square for the other.
void draw_samples(Picture& picture, const Panel& panel, const perceptron::Spirals<float>& spirals) {
    std::array<Path, 2> paths;
    for (std::size_t i = 0; i < spirals.labels.size(); ++i) {
        const Point point = panel.place(double(spirals.points[2 * i]), double(spirals.points[2 * i + 1]));
        paths[spirals.labels[i] > 0.5f].move_to(point).close();
    }
    picture.path("sample0", paths[0]);
    picture.path("sample1", paths[1]);
}

/// Each class is painted over the one before it, so that no seam shows between them.
void draw_regions(Picture& picture, const Panel& panel, const Field& logits) {
    const double nine_to_one = std::log(9.0);
    picture.rectangle("class0", {panel.left, panel.top}, {panel.right(), panel.bottom()});
    picture.path("class1", Outlines(logits, -nine_to_one).path(panel));
    picture.path("class2", Outlines(logits, 0).path(panel));
    picture.path("class3", Outlines(logits, nine_to_one).path(panel));
}

void explain_regions(Picture& picture, double y) {
    picture.path("sample0", Path().move_to({72, y - 5}).close());
    picture.text("note", {82, y}, "first spiral");
    picture.path("sample1", Path().move_to({178, y - 5}).close());
    picture.text("note", {188, y}, "second spiral");
    picture.text("note", {314, y}, "probability of the second:");
    constexpr std::array texts{"&lt; 10 %", "10\u201350 %", "50\u201390 %", "&gt; 90 %"};
    for (std::size_t k = 0; k < texts.size(); ++k) {
        const double left = 514 + 112 * double(k);
        picture.rectangle("class" + std::to_string(k), {left, y - 13}, {left + 22, y + 2});
        picture.text("note", {left + 29, y}, texts[k]);
    }
}

std::string decision_regions() {
    perceptron::Random random(1);
    const perceptron::Spirals<float> training(512, random), unseen(2000, random);
    const std::vector<Learned> all{
        learn<ramp::ReLU<float>>(training, unseen, random), learn<ramp::LeakyReLU<float>>(training, unseen, random),
        learn<ramp::PReLU<float>>(training, unseen, random), learn<ramp::ELU<float>>(training, unseen, random)};
    const std::vector<double> ticks{-1, 0, 1};
    const Panel first{64, plane, plane, column_width / (plane.high - plane.low)};

    Picture picture(picture_width, first.bottom() + 84, "What four networks learned of two spirals",
                    "The plane as 2-32-32-1 perceptrons with ReLU, LeakyReLU, PReLU and ELU divide it between two "
                    "interleaved spirals after the same training, and the 512 points that they were trained on.");
    label_y_axis(picture, first, ticks, "x\u2082");
    for (std::size_t k = 0; k < all.size(); ++k) {
        const Panel panel = first.in_column(k);
        picture.begin_group(attribute("class", "panel"));
        draw_title(picture, panel, all[k].name, "unseen points: " + number(100 * double(all[k].accuracy)) + " % right");
        draw_regions(picture, panel, all[k].logits);
        if (k == 0) {
            picture.begin_group(attribute("id", "samples"));
            draw_samples(picture, panel, training);
            picture.end_group();
        } else {
            picture.again("samples", panel.left - first.left);
        }
        picture.rectangle("frame", {panel.left, panel.top}, {panel.right(), panel.bottom()});
        label_x_axis(picture, panel, ticks, "x\u2081");
        picture.end_group();
    }
    explain_regions(picture, first.bottom() + 68);
    return std::move(picture).finished();
}

bool save(const std::filesystem::path& file, const std::string& content) {
    std::ofstream stream(file, std::ios::binary);
    stream << content;
    stream.close();
    if (!stream) {
        std::fprintf(stderr, "%s cannot be written\n", file.string().c_str());
        return false;
    }
    std::printf("%s\n", file.string().c_str());
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    const bool saved =
        save(folder / "activations.svg", activations()) && save(folder / "decision_regions.svg", decision_regions());
    return saved ? 0 : 1;
}
