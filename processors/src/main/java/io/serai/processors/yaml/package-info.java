/** Settings files in YAML, read so that whatever is wrong in them is named by file, line and key. */
@NullMarked
package io.serai.processors.yaml;

import org.jspecify.annotations.NullMarked;
