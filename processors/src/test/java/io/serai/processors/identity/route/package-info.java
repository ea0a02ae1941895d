@org.jspecify.annotations.NullMarked
package io.serai.processors.identity.route;
