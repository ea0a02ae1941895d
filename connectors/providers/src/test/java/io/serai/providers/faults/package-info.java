/** Faults on purpose. */
package io.serai.providers.faults;
