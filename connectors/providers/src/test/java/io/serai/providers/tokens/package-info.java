@org.jspecify.annotations.NullMarked
package io.serai.providers.tokens;
