/** Rankings as front ends. */
package io.serai.processors.rerank;
