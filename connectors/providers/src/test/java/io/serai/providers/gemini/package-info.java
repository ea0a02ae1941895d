/** What files can't say of Gemini's dialect. */
package io.serai.providers.gemini;
