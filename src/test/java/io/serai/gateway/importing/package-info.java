/** Other gateways' configurations, in files as their users have them, and what becomes of them. */
package io.serai.gateway.importing;
