/** Tests of the checks, and what those of cascades and ensembles have in common with them. */
package io.serai.processors.check;
