// Draws what ramp_benchmarks wrote with --benchmark_out as an SVG: the time of a float by contestant and array size.
// Usage: draw benchmarks.json benchmarks.svg
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Contestant {
    const char* name;
    const char* colour;
};

/// In the order of the bars. Their colours are neither light nor dark, so that they show on both kinds of page.
constexpr Contestant contestants[] = {
    {"ramp", "#e0433f"},           {"memcpy", "#8a929b"},  {"plain loop", "#a8803c"},
    {"xsimd loop", "#d9962c"},     {"Eigen", "#3f9c5a"},   {"oneDNN", "#2f81d6"},
    {"XNNPACK kernel", "#a371d8"}, {"XNNPACK", "#7a4fc0"}, {"SLEEF", "#2aa3a3"},
};

/// What is drawn, each in a panel of its own. Bars that do not fit are cut off and carry their number.
struct Panel {
    const char* work;
    const char* title;
    double most_nanoseconds;
};
constexpr Panel panels[] = {{"ReLU::value", "ReLU", 0.6}, {"ELU::value", "ELU", 1.6}};

/// The best time in ns a float, by work, size and contestant.
using Times = std::map<std::string, std::map<std::size_t, std::map<std::string, double>>>;

/// The text of a member in `line`, which holds one member, as Google Benchmark writes it; empty if it is another one.
std::string member(const std::string& line, const std::string& name) {
    const std::string key = '"' + name + "\": ";
    const std::size_t start = line.find(key);
    if (start == std::string::npos) return {};
    std::string text = line.substr(start + key.size());
    while (!text.empty() && (text.back() == ',' || text.back() == '\r')) text.pop_back();
    if (text.size() >= 2 && text.front() == '"') text = text.substr(1, text.size() - 2);
    return text;
}

Times read(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    Times times;
    std::string work, type, size, contestant;
    bool is_iteration = false;
    for (std::string line; std::getline(file, line);) {
        if (const std::string name = member(line, "run_name"); !name.empty()) {
            std::istringstream parts(name);
            work = type = size = contestant = {};
            std::getline(parts, work, '/'), std::getline(parts, type, '/');
            std::getline(parts, size, '/'), std::getline(parts, contestant, '/');
        }
        if (const std::string type_of_run = member(line, "run_type"); !type_of_run.empty())
            is_iteration = type_of_run == "iteration";
        const std::string real_time = member(line, "real_time");
        if (real_time.empty() || !is_iteration || type != "float") continue;
        const double nanoseconds = std::stod(real_time) / std::stod(size);
        auto& best = times[work][std::stoul(size)].try_emplace(contestant, nanoseconds).first->second;
        best = std::min(best, nanoseconds);
    }
    return times;
}

/// 65536 as "64 Ki".
std::string binary(std::size_t size) {
    if (size >= 1 << 20) return std::to_string(size >> 20) + " Mi";
    if (size >= 1 << 10) return std::to_string(size >> 10) + " Ki";
    return std::to_string(size);
}

/// To two digits, without zeros at the end.
std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 10 ? "%.2g" : "%.0f", value);
    return text;
}

/// An SVG in the making.
class Drawing {
public:
    void rectangle(double x, double y, double width, double height, const char* colour) {
        body_ << "<rect x=\"" << x << "\" y=\"" << y << "\" width=\"" << width << "\" height=\"" << height
              << "\" fill=\"" << colour << "\"/>\n";
    }

    void horizontal_line(double x, double y, double width) {
        body_ << "<path class=\"line\" d=\"M" << x << ' ' << y << 'h' << width << "\"/>\n";
    }

    /// `style` is one of the classes in str(); turned text reads upwards.
    void text(double x, double y, const std::string& text, const char* style, bool turned = false) {
        body_ << "<text class=\"" << style << "\" ";
        if (turned)
            body_ << "transform=\"translate(" << x << ' ' << y << ") rotate(-90)\"";
        else
            body_ << "x=\"" << x << "\" y=\"" << y << '"';
        body_ << '>' << text << "</text>\n";
    }

    [[nodiscard]] std::string str(double width, double height) const {
        std::ostringstream result;
        result << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width << ' ' << height << "\" width=\""
               << width << "\" height=\"" << height << "\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n"
               << "<style>\n"
                  "text { fill: #24292f } .line { stroke: #8a929b; stroke-opacity: .4 }\n"
                  "@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }\n"
                  ".title { font-size: 17px; font-weight: 600 } .middle { text-anchor: middle }\n"
                  ".end { text-anchor: end } .inside { fill: #fff; font-size: 11px; text-anchor: end }\n"
                  "</style>\n"
               << body_.str() << "</svg>\n";
        return result.str();
    }

private:
    std::ostringstream body_;
};

constexpr double width = 960, left = 60, right = 10, legend_height = 40, panel_height = 290, plot_top = 40,
                 plot_height = 190;

/// Those that did anything of what is drawn.
std::vector<Contestant> present(const Times& times) {
    const auto was_measured = [&](const Contestant& contestant) {
        return std::ranges::any_of(times, [&](const auto& work_and_sizes) {
            const std::string& work = work_and_sizes.first;
            const bool is_drawn = work == contestant.name ||
                                  std::ranges::any_of(panels, [&](const Panel& panel) { return panel.work == work; });
            return is_drawn && std::ranges::any_of(work_and_sizes.second, [&](const auto& size_and_times) {
                       return size_and_times.second.contains(contestant.name);
                   });
        });
    };
    std::vector<Contestant> result;
    std::ranges::copy_if(contestants, std::back_inserter(result), was_measured);
    return result;
}

void draw_legend(Drawing& drawing, const std::vector<Contestant>& shown) {
    double x = left;
    for (const Contestant& contestant : shown) {
        drawing.rectangle(x, 14, 13, 13, contestant.colour);
        drawing.text(x + 18, 25, contestant.name, "start");
        x += 42 + 7 * double(std::string(contestant.name).size());
    }
}

void draw_axes(Drawing& drawing, const Panel& panel, double top) {
    drawing.text(left, top + 22, panel.title, "title");
    drawing.text(16, top + plot_top + plot_height / 2, "ns per float", "middle", true);
    constexpr int steps = 4;
    for (int step = 0; step <= steps; ++step) {
        const double y = top + plot_top + plot_height * (1 - double(step) / steps);
        drawing.horizontal_line(left, y, width - left - right);
        drawing.text(left - 8, y + 4, number(panel.most_nanoseconds * step / steps), "end");
    }
    drawing.text(left + (width - left - right) / 2, top + plot_top + plot_height + 42, "floats in the array", "middle");
}

void draw_panel(Drawing& drawing, const Panel& panel, const Times& times, const std::vector<Contestant>& shown,
                const std::vector<std::size_t>& sizes, double top) {
    draw_axes(drawing, panel, top);
    const double bottom = top + plot_top + plot_height;
    const double group_width = (width - left - right) / double(sizes.size());
    for (std::size_t group = 0; group < sizes.size(); ++group) {
        const auto time = [&](const Contestant& contestant) {
            const std::string work = contestant.name == std::string("memcpy") ? "memcpy" : panel.work;
            const auto& of_size = times.at(work).at(sizes[group]);
            const auto found = of_size.find(contestant.name);
            return found == of_size.end() ? std::nan("") : found->second;
        };
        std::vector<std::pair<Contestant, double>> bars;
        for (const Contestant& contestant : shown)
            if (const double nanoseconds = time(contestant); !std::isnan(nanoseconds))
                bars.emplace_back(contestant, nanoseconds);
        const double bar_width = std::min(22.0, (group_width - 20) / double(bars.size()));
        const double group_middle = left + group_width * (double(group) + 0.5);
        double x = group_middle - bar_width * double(bars.size()) / 2;
        for (const auto& [contestant, nanoseconds] : bars) {
            const double height = plot_height * std::min(nanoseconds / panel.most_nanoseconds, 1.0);
            drawing.rectangle(x + 1, bottom - height, bar_width - 2, height, contestant.colour);
            if (nanoseconds > panel.most_nanoseconds)
                drawing.text(x + bar_width / 2 + 4, bottom - height + 4, number(nanoseconds), "inside", true);
            x += bar_width;
        }
        drawing.text(group_middle, bottom + 20, binary(sizes[group]), "middle");
    }
}

/// Those at which ramp was measured at everything that is drawn.
std::vector<std::size_t> common_sizes(const Times& times) {
    std::vector<std::size_t> sizes;
    for (const auto& size_and_times : times.at("memcpy")) {
        const std::size_t size = size_and_times.first;
        if (std::ranges::all_of(panels, [&](const Panel& panel) { return times.at(panel.work).contains(size); }))
            sizes.push_back(size);
    }
    return sizes;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: draw benchmarks.json benchmarks.svg\n");
        return 2;
    }
    try {
        const Times times = read(argv[1]);
        const std::vector<Contestant> shown = present(times);
        const std::vector<std::size_t> sizes = common_sizes(times);
        Drawing drawing;
        draw_legend(drawing, shown);
        double top = legend_height;
        for (const Panel& panel : panels) {
            draw_panel(drawing, panel, times, shown, sizes, top);
            top += panel_height;
        }
        std::ofstream file(argv[2]);
        if (!(file << drawing.str(width, top))) throw std::runtime_error(std::string("cannot write ") + argv[2]);
    } catch (const std::out_of_range&) {
        std::fprintf(stderr, "%s lacks ReLU::value, ELU::value or memcpy\n", argv[1]);
        return 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
