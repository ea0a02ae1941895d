/** Settings of identity, and what the directory makes of keys. */
package io.serai.gateway.identity;
