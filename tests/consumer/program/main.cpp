#include <squash.hpp>

int main() {
    return squash(-1) == 0 && squash(2) == 2 ? 0 : 1;
}
