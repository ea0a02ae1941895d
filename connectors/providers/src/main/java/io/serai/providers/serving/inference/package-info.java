/** The Open Inference Protocol, version 2, as KServe, Triton, MLServer and OpenVINO speak it: over REST and over gRPC. */
@NullMarked
package io.serai.providers.serving.inference;

import org.jspecify.annotations.NullMarked;
