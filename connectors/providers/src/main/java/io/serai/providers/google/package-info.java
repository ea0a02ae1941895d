/** What providers on Google Cloud have in common: credentials, and the addresses of Vertex AI. */
@NullMarked
package io.serai.providers.google;

import org.jspecify.annotations.NullMarked;
