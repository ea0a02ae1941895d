/** The Open Inference Protocol, against a real gRPC server and messages made apart from the code that is tested. */
package io.serai.providers.serving.inference;
