/** What stops the start, and what it says then. */
package io.serai.gateway.boot;
