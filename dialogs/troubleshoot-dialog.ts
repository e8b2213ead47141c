import type { StatePropertyAccessor, TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog.js';
import type { Guide } from './guide.js';
import { type Memory, newMemory, readMemory } from './memory.js';
import type { Press } from './presses.js';
import type { Turn } from './turn.js';

/**
 * The one dialog: each turn is a move of the guide. The stack holds its id and nothing else, since all that matters
 * stands in the memory; it is active while a question is open.
 */
export class TroubleshootDialog extends Dialog {
  static readonly id = 'troubleshoot';

  constructor(
    private readonly guide: Guide,
    private readonly memory: StatePropertyAccessor<Memory>,
    private readonly pressOf: (context: TurnContext) => Press | undefined,
    private readonly deliver: (dc: DialogContext, turn: Turn) => void,
  ) {
    super(TroubleshootDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.turn(dc);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.turn(dc);
  }

  private async turn(dc: DialogContext): Promise<DialogTurnResult> {
    const before = readMemory(await this.memory.get(dc.context, newMemory()));
    const turn = this.guide.respond(before, dc.context.activity.text ?? '', this.pressOf(dc.context));
    await this.memory.set(dc.context, turn.memory);
    this.deliver(dc, turn);
    return turn.memory.facts.open ? Dialog.EndOfTurn : dc.endDialog();
  }
}
