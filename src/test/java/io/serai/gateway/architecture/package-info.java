/** Which package may know which. */
package io.serai.gateway.architecture;
