/** Streams as other Camel endpoints take them. */
package io.serai.providers.exchange;
