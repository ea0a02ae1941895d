/** Tests of {@link io.serai.providers.azure}. */
package io.serai.providers.azure;
