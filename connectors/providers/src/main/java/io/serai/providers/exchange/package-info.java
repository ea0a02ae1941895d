/** What both components share: reading a request from an exchange, writing the answer to it, converters. */
@NullMarked
package io.serai.providers.exchange;

import org.jspecify.annotations.NullMarked;
