/** TensorFlow Serving. */
package io.serai.providers.serving.tensorflow;
