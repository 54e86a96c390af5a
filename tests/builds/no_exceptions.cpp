// Built with -fno-exceptions: a bad call prints its message and aborts, and has written nothing. With an argument, it
// is a bad parameter.
#include <ramp/ramp.hpp>

#include <csignal>
#include <cstdlib>
#include <vector>

static float y[] = {7, 7, 7};

int main(int argc, char**) {
    std::signal(SIGABRT, [](int) {
        for (const float element : y)
            if (element != 7) std::_Exit(1);
        std::_Exit(0);
    });
    const std::vector<float> x(4);
    if (argc > 1)
        ramp::leaky_relu(std::span(x).first(3), y, -0.5);
    else
        ramp::elu(x, y);
    return 1;
}
