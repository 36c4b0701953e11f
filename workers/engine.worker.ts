import * as Comlink from 'comlink';
import { createApi } from './analyse/api.ts';

Comlink.expose(createApi());
