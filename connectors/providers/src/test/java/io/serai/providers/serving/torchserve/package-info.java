/** TorchServe, its bodies that are not JSON included. */
package io.serai.providers.serving.torchserve;
