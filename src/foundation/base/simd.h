// Vector instructions by Highway. Deliberately without an include guard: a kernel's file is compiled once for each set of instructions, and this
// header with it.
//
// A kernel file defines HWY_TARGET_INCLUDE as its own path, includes foundation/base/simd_targets.h and then this header, puts its code between
// HWY_BEFORE_NAMESPACE() and HWY_AFTER_NAMESPACE() in a namespace HWY_NAMESPACE, and picks at run time with HWY_DYNAMIC_DISPATCH.
// A kernel must give the same bits at every width: lanes are independent readings or rows, and no sum crosses them.
#include <hwy/highway.h>
