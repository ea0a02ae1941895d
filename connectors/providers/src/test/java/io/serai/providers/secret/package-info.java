/** Secrets by file. */
package io.serai.providers.secret;
