// What puts a kept text back finds its lists ready, and the visual editor begins with it.
import '../entry-list.ts';
import './above-keyboard.ts';
import './editor-form.ts';
import './markdown-editor.ts';
