import './auto-submit.ts';
import './command-center.ts';
import './confirm-button.ts';
import './copy-button.ts';
import './dirty-form.ts';
import './scroll-region.ts';
import './table-of-contents.ts';
import { focusAnswer } from './focus.ts';
import { improveMenus } from './menus.ts';
import { rememberThisPage } from './recent.ts';

improveMenus();
focusAnswer();
rememberThisPage();
