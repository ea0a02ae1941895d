/** Tests of {@link io.serai.providers.compatible}. */
package io.serai.providers.compatible;
