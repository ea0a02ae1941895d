/** What every provider promises, whatever its dialect. */
package io.serai.providers.contract;
