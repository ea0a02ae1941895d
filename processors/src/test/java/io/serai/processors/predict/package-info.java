/** Predictions as a front end. */
package io.serai.processors.predict;
