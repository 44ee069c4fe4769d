import { DEFAULT_SCALAR_STYLE_RULES, SCALAR_STYLE, type ScalarStyleRule } from 'js-yaml'
import { escapeInvisible } from './invisible.ts'

/** What a reviewer could not see is put in double quotes, where it can be written as an escape. */
export const STYLE: readonly ScalarStyleRule[] = [
  ...Object.values(DEFAULT_SCALAR_STYLE_RULES),
  (layout) => {
    if (escapeInvisible(layout.node.value) !== layout.node.value) layout.style = SCALAR_STYLE.DOUBLE_QUOTED
  },
]
