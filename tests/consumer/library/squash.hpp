#pragma once

float squash(float x);
