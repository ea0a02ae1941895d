/** The Open Inference Protocol, version 2, by REST as a front end: predictions of model servers, models and health. */
@NullMarked
package io.serai.processors.predict;

import org.jspecify.annotations.NullMarked;
