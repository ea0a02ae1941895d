@org.jspecify.annotations.NullMarked
package io.serai.gateway.admin;
