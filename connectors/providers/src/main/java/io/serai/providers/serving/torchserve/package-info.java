/** TorchServe, whose models take and give what they please. */
@NullMarked
package io.serai.providers.serving.torchserve;

import org.jspecify.annotations.NullMarked;
