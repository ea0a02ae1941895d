/** TensorFlow Serving over REST. */
@NullMarked
package io.serai.providers.serving.tensorflow;

import org.jspecify.annotations.NullMarked;
