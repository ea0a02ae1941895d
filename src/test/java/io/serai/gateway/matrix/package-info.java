/** Every front end with every provider: what one side says, the other hears. */
package io.serai.gateway.matrix;
