/** A provider without a model or a network: answers derived from the request alone, and as slow, broken or refused as one asks for. */
@NullMarked
package io.serai.providers.simulated;

import org.jspecify.annotations.NullMarked;
