/** Edits of route files under a running gateway. */
package io.serai.gateway.reload;
