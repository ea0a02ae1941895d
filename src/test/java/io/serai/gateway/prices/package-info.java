/** What callers are told of the cost of their requests. */
package io.serai.gateway.prices;
