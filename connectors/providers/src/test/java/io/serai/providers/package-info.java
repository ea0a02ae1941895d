/** Providers as beans. */
package io.serai.providers;
