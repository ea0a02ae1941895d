/** What golden files of the Anthropic dialect can't say. */
package io.serai.providers.anthropic;
