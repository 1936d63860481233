// Compiles the file that HWY_TARGET_INCLUDE names again for each set of instructions that this machine's compiler knows; see simd.h.
#ifdef HWY_TARGET_INCLUDE
#include <hwy/foreach_target.h>
#endif
