import './markdown-editor.ts';
import './editor-form.ts';
import '../entry-list.ts';
