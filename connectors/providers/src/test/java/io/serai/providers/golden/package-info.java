/** Each dialect's cases as files. */
package io.serai.providers.golden;
