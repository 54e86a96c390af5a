// channel_prelu whose channels all have one slope gives what PReLU gives, whatever the layout: three layouts are
// further subjects of the laws for arrays.
#include <ramp/channel_prelu.hpp>

#include "rectified.hpp"

namespace ramp_tests {
namespace {

/// How an array is divided into channels.
enum Layout { one_channel, one_piece, channel_each };

template <class T>
struct Row : Rectified {
    using S = Subject<T>;

    static T slope(const S& s) { return s.sample.parameters[0]; }
    static int layout(const S& s) { return int(s.sample.parameters[1]); }

    /// A call with the slopes after x, and where it has one, their gradients after the last output.
    template <class Call>
    static void run(const auto& f, const S& s, const Inputs<T>& in, const Outputs<T>& out) {
        const std::size_t size = std::max<std::size_t>(1, in[0].size());
        const std::vector<T> slopes(layout(s) == channel_each ? size : 1, slope(s));
        const std::size_t inner = layout(s) == one_piece ? size : 1;
        if constexpr (Call::inputs == 2) {
            std::vector<T> dslopes(slopes.size());
            Written<Call>::run(f, in[0], slopes, in[1], out[0], dslopes, inner);
        } else {
            [&]<std::size_t... j>(std::index_sequence<j...>) {
                Written<Call>::run(f, in[0], slopes, out[j]..., inner);
            }
            (std::make_index_sequence<Call::outputs>());
        }
    }

    template <class Call>
    static void add(std::vector<ArrayCall<T>>& calls) {
        const auto add_on = [&](const char* form, auto on) {
            using On = decltype(on);
            calls.push_back(
                {std::string("channel_prelu").append(form).append(".").append(Call::names[0]), Call::names[0],
                 Call::inputs, Call::outputs, Written<Call>::of, true, true, false,
                 [](const S& s, const Inputs<T>& in, const Outputs<T>& out) {
                     run<Call>(ramp::channel_prelu[On()], s, in, out);
                 },
                 [](const S& s, T x, T dy) { return Written<Call>::number(ramp::PReLU<T>(slope(s)), x, dy); }});
        };
        add_on("", ramp::Execution<>());
        const auto add_arch = [&](auto arch) { add_on(decltype(arch)::name(), ramp::on<decltype(arch)>); };
        every_narrower_width(architectures(), add_arch);
        if constexpr (!std::is_same_v<ramp::default_arch, xsimd::default_arch>) add_arch(xsimd::default_arch());
    }

    static std::vector<Sample<T>> samples() {
        std::vector<Sample<T>> samples;
        for (const Sample<T>& sample : {negative<T>(), zero<T>(), hundredth<T>(), largest<T>(), lowest<T>()})
            for (const Layout layout : {one_channel, one_piece, channel_each}) {
                samples.push_back(sample);
                samples.back().parameters.push_back(T(layout));
            }
        return samples;
    }

    static Activation<T> activation() {
        Activation<T> made = {};
        made.name = "channel_prelu";
        made.parameters = 2;
        made.samples_have_own_code = true;
        made.samples = samples();
        made.accepts = [](const std::vector<T>& p) { return is_finite(p[0]); };
        made.promise = [](const std::vector<T>& p) { return promise(p[0]); };
        made.make = [](S&) {};
        made.value = [](const S& s, Real x) { return Rectified::value(x, Real(slope(s))); };
        made.derivative = [](const S& s, Real x) { return Rectified::derivative(x, Real(slope(s))); };
        add<ramp::calls::Value>(made.calls);
        add<ramp::calls::Derivative>(made.calls);
        add<ramp::calls::ValueAndDerivative>(made.calls);
        add<ramp::calls::Backward>(made.calls);
        made.calls.push_back(made.calls.front());
        made.calls.back().name = "channel_prelu()";
        made.calls.back().has_own_loop = false;
        made.calls.back().run = [](const S& s, const Inputs<T>& in, const Outputs<T>& out) {
            const std::vector<T> slopes = {slope(s)};
            ramp::channel_prelu(in[0], slopes, out[0]);
        };
        return made;
    }
};

const struct RegisteredChannels {
    RegisteredChannels() {
        activations<float>().push_back(Row<float>::activation());
        activations<double>().push_back(Row<double>::activation());
    }
} registered;

}  // namespace
}  // namespace ramp_tests
