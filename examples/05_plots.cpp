// Draws every activation of the catalogue with its derivative, and what small networks with four of them learned of two
// spirals, as SVG files in the folder given, else in the current one. After --each, draws a file for each activation.
#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <ramp/ramp.hpp>

#include "curve.hpp"
#include "perceptron.hpp"

namespace {

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
// colour scheme is not known. Curves and dots take `color` from the group around them. The colours stay apart for the
// colour-blind, and have a contrast of at least 4 to their background.
constexpr std::string_view style_sheet = R"(
text{font-family:sans-serif;font-size:14px;fill:#1f2328}
.tick,.note{fill:#59636e}
.tick{font-size:13px}
.name{font-size:18px;font-weight:bold}
.panel-name{font-weight:bold}
.value{color:#0072b2}
.derivative{color:#c24e00}
.middle{text-anchor:middle}
.end{text-anchor:end}
.page{fill:#ffffff;rx:8px}
.grid{stroke:#e4e8ec}
.axis{stroke:#8c959f}
.frame{fill:none;stroke:#8c959f}
.curve{fill:none;stroke:currentColor;stroke-width:2.5;stroke-linejoin:round}
.dot{fill:currentColor;stroke:currentColor;stroke-width:2}
.hole{fill:#ffffff;stroke:currentColor;stroke-width:2}
.class0{fill:#a3cde6}
.class1{fill:#dbebf5}
.class2{fill:#fce7d8}
.class3{fill:#f5bf98}
.sample0{stroke:#003f66;stroke-linecap:round;stroke-width:3.4}
.sample1{stroke:#7d3400;stroke-linecap:square;stroke-width:2.8}
.key0{fill:#003f66}
.key1{fill:#7d3400}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.tick,.note{fill:#9da7b1}
.page,.hole{fill:#0d1117}
.grid{stroke:#21262d}
.axis,.frame{stroke:#6e7681}
.value{color:#56b4e9}
.derivative{color:#ff9a52}
.class0{fill:#0b5684}
.class1{fill:#0d3d5c}
.class2{fill:#5c3413}
.class3{fill:#8a410b}
.sample0{stroke:#8fd0f5}
.sample1{stroke:#ffb27a}
.key0{fill:#8fd0f5}
.key1{fill:#ffb27a}
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

constexpr double picture_width = 1000;

/// How panels stand beside each other.
struct Columns {
    double first, width, distance;
};

/// A rectangle of the page and the coordinates in it.
struct Panel {
    Columns columns;
    double top;
    Range x, y;
    double y_unit;  // on the page
    double left = columns.first;

    Panel in_column(std::size_t index) const {
        Panel panel = *this;
        panel.left += columns.distance * double(index);
        return panel;
    }
    double right() const { return left + columns.width; }
    double bottom() const { return top + (y.high - y.low) * y_unit; }
    double middle() const { return (left + right()) / 2; }
    Point place(Point at) const {
        return {left + (at.x - x.low) * columns.width / (x.high - x.low), top + (y.high - at.y) * y_unit};
    }
};

void label_x_axis(Picture& picture, const Panel& panel, const std::vector<double>& ticks) {
    for (const double tick : ticks)
        picture.text("tick middle", {panel.place({tick, 0}).x, panel.bottom() + 17}, label(tick));
}

void label_y_axis(Picture& picture, const Panel& panel, const std::vector<double>& ticks, std::string_view name) {
    for (const double tick : ticks)
        picture.text("tick end", {panel.left - 7, panel.place({0, tick}).y + 4.5}, label(tick));
    picture.upright_text("middle", {panel.left - 42, (panel.top + panel.bottom()) / 2}, name);
}

void draw_grid(Picture& picture, const Panel& panel, const std::vector<double>& x_ticks,
               const std::vector<double>& y_ticks) {
    for (const double tick : x_ticks)
        picture.line(tick == 0 ? "axis" : "grid", panel.place({tick, panel.y.low}), panel.place({tick, panel.y.high}));
    for (const double tick : y_ticks)
        picture.line(tick == 0 ? "axis" : "grid", panel.place({panel.x.low, tick}), panel.place({panel.x.high, tick}));
}

constexpr Range sampled{-4, 7};
constexpr double sample_step = 0.125;

/// The line's parts within the panel's range of y.
std::vector<std::vector<Point>> within(const std::vector<Point>& line, Range y) {
    std::vector<std::vector<Point>> parts(1);
    const auto crossing = [](Point a, Point b, double level) {
        return Point{std::lerp(a.x, b.x, (level - a.y) / (b.y - a.y)), level};
    };
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point p = line[i];
        const bool inside = p.y >= y.low && p.y <= y.high;
        if (i > 0) {
            const Point before = line[i - 1];
            const bool was_inside = before.y >= y.low && before.y <= y.high;
            if (inside != was_inside) {
                const Point outside = inside ? before : p;
                if (inside) parts.emplace_back();
                parts.back().push_back(crossing(before, p, outside.y > y.high ? y.high : y.low));
            }
        }
        if (inside) parts.back().push_back(p);
    }
    return parts;
}

/// Without the points that lie on the line between their neighbours.
Path path_through(const std::vector<Point>& line, const Panel& panel) {
    Path path;
    Point drawn{};
    for (std::size_t i = 0; i < line.size(); ++i) {
        const Point p = panel.place(line[i]);
        if (i == 0) {
            path.move_to(drawn = p);
        } else if (i + 1 == line.size()) {
            path.line_to(p);
        } else {
            const Point next = panel.place(line[i + 1]);
            const double on_straight_line = std::lerp(drawn.y, next.y, (p.x - drawn.x) / (next.x - drawn.x));
            if (std::abs(p.y - on_straight_line) > 0.02) path.line_to(drawn = p);
        }
    }
    return path;
}

void draw_curve(Picture& picture, const Panel& panel, const Curve& curve) {
    for (const auto& line : curve.lines)
        for (const auto& part : within(line, panel.y))
            if (part.size() > 1) picture.path("curve", path_through(part, panel));
    for (const Point limit : curve.limits) picture.circle("hole", panel.place(limit), 3.2);
    for (const Point value : curve.values) picture.circle("dot", panel.place(value), 3.2);
}

/// An activation with its parameters, and its two curves.
struct Shown {
    std::string name;
    bool is_straight;
    Curve value, derivative;
};

template <class F>
Shown shown(const F& f, std::string parameters) {
    std::set<double> slopes;
    for (double x = sampled.low; x <= sampled.high; x += sample_step) slopes.insert(f.derivative(x));
    return {F::name + std::move(parameters), slopes.size() <= 3,
            trace([&](double x) { return f.value(x); }, sampled, sample_step),
            trace([&](double x) { return f.derivative(x); }, sampled, sample_step)};
}

/// With its default parameters, unless those would look like ReLU or do not exist.
template <class F>
Shown shown() {
    if constexpr (requires { F::steep_slope; })
        return shown(F(F::steep_slope), "(" + label(F::steep_slope) + ")");
    else if constexpr (std::default_initializable<F>)
        return shown(F(), "");
    else
        return shown(F(1, -1), "(" + label(1) + ", " + label(-1) + ")");
}

template <class... F>
std::vector<Shown> shown_of(const std::tuple<F...>*) {
    return {shown<F>()...};
}

void explain_jumps(Picture& picture, Point at) {
    picture.circle("dot", {at.x, at.y - 5}, 3.2);
    picture.text("note", {at.x + 10, at.y}, "the value at a jump");
    picture.circle("hole", {at.x + 174, at.y - 5}, 3.2);
    picture.text("note", {at.x + 184, at.y}, "the limit from the other side");
}

void explain_curves(Picture& picture, double y) {
    picture.begin_group(attribute("class", "value"));
    picture.line("curve", {62, y - 5}, {92, y - 5});
    picture.text("note", {99, y}, "value f(x)");
    picture.end_group();
    picture.begin_group(attribute("class", "derivative"));
    picture.line("curve", {202, y - 5}, {232, y - 5});
    picture.text("note", {239, y}, "derivative f\u2032(x)");
    explain_jumps(picture, {392, y});
    picture.end_group();
}

/// A panel of the value above one of the derivative.
struct Panels {
    static constexpr double heading = 26, gap = 18;
    Panel value, derivative;

    Panels(const Columns& columns, double unit, double derivative_unit)
        : value{columns, 0, sampled, {-2.2, 6.6}, unit}, derivative{columns, 0, sampled, {-0.6, 2}, derivative_unit} {}

    double height() const { return heading + value.bottom() - value.top + gap + derivative.bottom() - derivative.top; }

    Panels at(double top, std::size_t column) const {
        Panels panels = *this;
        panels.value = value.in_column(column);
        panels.derivative = derivative.in_column(column);
        panels.value.top = top + heading;
        panels.derivative.top = panels.value.bottom() + gap;
        return panels;
    }

    void draw(Picture& picture, const Shown& f, bool are_first) const {
        const std::vector<double> x_ticks{-3, 0, 3, 6}, value_ticks{-2, 0, 2, 4, 6}, derivative_ticks{0, 1, 2};
        picture.begin_group(attribute("class", "panel"));
        picture.text("panel-name middle", {value.middle(), value.top - 8}, f.name);
        draw_grid(picture, value, x_ticks, value_ticks);
        draw_grid(picture, derivative, x_ticks, derivative_ticks);
        picture.begin_group(attribute("class", "value"));
        draw_curve(picture, value, f.value);
        picture.end_group();
        picture.begin_group(attribute("class", "derivative"));
        draw_curve(picture, derivative, f.derivative);
        picture.end_group();
        if (are_first) {
            label_y_axis(picture, value, value_ticks, "f(x)");
            label_y_axis(picture, derivative, derivative_ticks, "f\u2032(x)");
        }
        label_x_axis(picture, derivative, x_ticks);
        picture.end_group();
    }
};

const std::string shown_x = ", for x from " + label(sampled.low) + " to " + label(sampled.high);

std::vector<Shown> shown_of_catalogue() {
    return shown_of(static_cast<ramp::catalogue<double>*>(nullptr));
}

std::string activation(const Shown& f) {
    constexpr Columns places{62, 374, 0};
    const Panels panels = Panels(places, places.width / (sampled.high - sampled.low), 60).at(0, 0);
    const bool jumps = !f.value.values.empty() || !f.derivative.values.empty();
    const double bottom = panels.derivative.bottom() + 26;

    Picture picture(450, bottom + (jumps ? 26 : 0), f.name + " and its derivative",
                    "Curves of " + f.name + " and of its derivative" + shown_x + ".");
    panels.draw(picture, f, true);
    if (jumps) {
        picture.begin_group(attribute("class", "derivative"));
        explain_jumps(picture, {52, bottom + 10});
        picture.end_group();
    }
    return std::move(picture).finished();
}

/// A panel for each activation, those made of straight lines before the others.
std::string activations() {
    constexpr std::size_t columns = 5;
    constexpr Columns places{62, 174, 187};
    constexpr double group_heading = 38, row_distance = 36;
    const Panels first(places, places.width / (sampled.high - sampled.low), 32);

    const auto all = shown_of_catalogue();
    std::array<std::vector<const Shown*>, 2> groups;
    std::string names;
    for (const Shown& each : all) {
        groups[each.is_straight ? 0 : 1].push_back(&each);
        names += (names.empty() ? "" : ", ") + each.name;
    }
    const auto rows = [](const auto& group) { return (group.size() + columns - 1) / columns; };
    const double row_height = first.height() + row_distance;
    const double height =
        40 + double(groups.size()) * group_heading + double(rows(groups[0]) + rows(groups[1])) * row_height;

    Picture picture(picture_width, height, "The activations of ramp and their derivatives",
                    "Curves of " + names + " and of their derivatives" + shown_x +
                        ", a panel for each: first those made of straight lines, then the others.");
    explain_curves(picture, 28);
    double top = 40;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        picture.text("name", {places.first, top + 24}, group == 0 ? "Made of straight lines" : "Curved");
        top += group_heading;
        for (std::size_t k = 0; k < groups[group].size(); ++k) {
            first.at(top, k % columns).draw(picture, *groups[group][k], k % columns == 0);
            if (k % columns == columns - 1 || k + 1 == groups[group].size()) top += row_height;
        }
    }
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
        return panel.place({std::lerp(coordinate(from.column), coordinate(to.column), share),
                            std::lerp(coordinate(from.row), coordinate(to.row), share)});
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

/// A network so narrow that the activations' shapes show.
template <class Activation>
Learned learn(const perceptron::Spirals<float>& training, const perceptron::Spirals<float>& unseen,
              perceptron::Random random) {
    using Network = perceptron::Network<Activation>;
    const Network network = perceptron::learn_spirals<Activation>(
        training, random, [](int, int, const Network&) {}, 8);
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
        const Point point = panel.place({double(spirals.points[2 * i]), double(spirals.points[2 * i + 1])});
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
    picture.circle("key0", {72, y - 5}, 4.5);
    picture.text("note", {84, y}, "first spiral");
    picture.rectangle("key1", {176, y - 9}, {184, y - 1});
    picture.text("note", {192, y}, "second spiral");
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
        learn<ramp::ReLU<float>>(training, unseen, random), learn<ramp::Hardtanh<float>>(training, unseen, random),
        learn<ramp::ELU<float>>(training, unseen, random), learn<ramp::Softsign<float>>(training, unseen, random)};
    const std::vector<double> ticks{-1, 0, 1};
    constexpr Columns places{66, 216, 236};
    const Panel first{places, 64, plane, plane, places.width / (plane.high - plane.low)};

    Picture picture(picture_width, first.bottom() + 84, "What four networks learned of two spirals",
                    "The plane as 2-8-8-1 perceptrons with ReLU, Hardtanh, ELU and Softsign divide it between two "
                    "interleaved spirals after the same training, and the 512 points that they were trained on.");
    label_y_axis(picture, first, ticks, "x\u2082");
    for (std::size_t k = 0; k < all.size(); ++k) {
        const Panel panel = first.in_column(k);
        picture.begin_group(attribute("class", "panel"));
        picture.text("name middle", {panel.middle(), panel.top - 30}, all[k].name);
        picture.text("note middle", {panel.middle(), panel.top - 10},
                     "unseen points: " + number(100 * double(all[k].accuracy)) + " % right");
        draw_regions(picture, panel, all[k].logits);
        if (k == 0) {
            picture.begin_group(attribute("id", "samples"));
            draw_samples(picture, panel, training);
            picture.end_group();
        } else {
            picture.again("samples", panel.left - first.left);
        }
        picture.rectangle("frame", {panel.left, panel.top}, {panel.right(), panel.bottom()});
        label_x_axis(picture, panel, ticks);
        picture.text("middle", {panel.middle(), panel.bottom() + 37}, "x\u2081");
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
    const bool each = argc > 1 && std::string_view(argv[1]) == "--each";
    const std::filesystem::path folder = argc > 1 + each ? argv[1 + each] : ".";
    if (!each)
        return save(folder / "activations.svg", activations()) &&
                       save(folder / "decision_regions.svg", decision_regions())
                   ? 0
                   : 1;
    for (const Shown& f : shown_of_catalogue())
        if (!save(folder / (f.name.substr(0, f.name.find('(')) + ".svg"), activation(f))) return 1;
    return 0;
}
